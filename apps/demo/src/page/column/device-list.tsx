// The login sessions of the user, as the API lists them; each of the others can be ended.
import type { LoginSession, Scheme } from '@authlab/contract';
import { act } from '../action/act.ts';
import { wishFor } from '../action/wish-for.ts';
import { useDemoState, useModel, useStore } from '../part/use-demo.tsx';

export const DeviceList = ({ scheme }: { readonly scheme: Scheme }) => {
  const { devices } = useModel().columns[scheme];
  if (devices === undefined) return null;
  return (
    <ul className="devices" aria-label="Devices">
      {devices.map((device) => (
        <Device key={device.id} scheme={scheme} device={device} />
      ))}
    </ul>
  );
};

const Device = ({ scheme, device }: { readonly scheme: Scheme; readonly device: LoginSession }) => {
  const store = useStore();
  const state = useDemoState();
  const column = useModel().columns[scheme];
  const name = device.device ?? 'unnamed device';
  const remove = () => {
    const wish = wishFor(state, column, { email: '' });
    void act(store, scheme, 'remove-device', { ...wish, deviceId: device.id });
  };
  return (
    <li>
      <span>
        {name} <span className="faint">since {new Date(device.createdAt).toLocaleTimeString()}</span>
      </span>
      {device.current ? (
        <span className="faint">this one</span>
      ) : (
        <button type="button" className="small" aria-label={`Remove ${name}`} onClick={remove}>
          Remove
        </button>
      )}
    </li>
  );
};
