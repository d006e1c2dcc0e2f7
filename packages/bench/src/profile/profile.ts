// Everything that decides how much each experiment does.
import { CALIBRATE_PROFILES, type CalibrateProfile } from './calibrate-profile.ts';
import { COST_PROFILES, type CostProfile } from './cost-profile.ts';
import { KNOBS_PROFILES, type KnobsProfile } from './knobs-profile.ts';
import { LATENCY_PROFILES, type LatencyProfile } from './latency-profile.ts';
import { PITFALLS_PROFILES, type PitfallsProfile } from './pitfalls-profile.ts';
import { FOOTPRINT_PROFILES, type FootprintProfile } from './footprint-profile.ts';
import { LOGIN_PROFILES, type LoginProfile } from './login-profile.ts';
import { BASELINE_PROFILES, type BaselineProfile } from './baseline-profile.ts';
import { OUTAGE_PROFILES, type OutageProfile } from './outage-profile.ts';
import { REPLICAS_PROFILES, type ReplicasProfile } from './replicas-profile.ts';
import { PROFILE_NAMES, type ProfileName } from './profile-name.ts';
import { REVOCATION_PROFILES, type RevocationProfile } from './revocation-profile.ts';
import { THEFT_PROFILES, type TheftProfile } from './theft-profile.ts';

/** By experiment. Each knows how long it is expected to take, in seconds. */
export interface Profile {
  readonly cost: CostProfile;
  readonly revocation: RevocationProfile;
  readonly knobs: KnobsProfile;
  readonly pitfalls: PitfallsProfile;
  readonly calibrate: CalibrateProfile;
  readonly latency: LatencyProfile;
  readonly footprint: FootprintProfile;
  readonly login: LoginProfile;
  readonly theft: TheftProfile;
  readonly baseline: BaselineProfile;
  readonly outage: OutageProfile;
  readonly replicas: ReplicasProfile;
}

const profileOf = (name: ProfileName): Profile => ({
  cost: COST_PROFILES[name],
  revocation: REVOCATION_PROFILES[name],
  knobs: KNOBS_PROFILES[name],
  pitfalls: PITFALLS_PROFILES[name],
  calibrate: CALIBRATE_PROFILES[name],
  latency: LATENCY_PROFILES[name],
  footprint: FOOTPRINT_PROFILES[name],
  login: LOGIN_PROFILES[name],
  theft: THEFT_PROFILES[name],
  baseline: BASELINE_PROFILES[name],
  outage: OUTAGE_PROFILES[name],
  replicas: REPLICAS_PROFILES[name],
});

export const PROFILES = Object.fromEntries(PROFILE_NAMES.map((name) => [name, profileOf(name)])) as Readonly<
  Record<ProfileName, Profile>
>;
