// GET /me from everywhere, as a small matrix.
import type { CallFinding } from './finding.ts';
import { YesNo } from './yes-no.tsx';

export const CallCard = ({ calls }: { readonly calls: readonly CallFinding[] | undefined }) => (
  <section className="card wide" aria-label="Who may call">
    <h3>Cookie, SameSite and CORS each decide something else</h3>
    <p>
      SameSite decides whether the cookie goes along; CORS decides whether script may read the answer, and whether some
      requests are sent at all. Ports do not count for a site, and a second name of the same machine is another one.
    </p>
    {calls !== undefined && <Matrix calls={calls} />}
  </section>
);

const Matrix = ({ calls }: { readonly calls: readonly CallFinding[] }) => (
  // It scrolls where it does not fit, and so takes the focus.
  <div className="table-frame" tabIndex={0} role="region" aria-label="GET /me from everywhere">
    <table>
      <thead>
        <tr>
          <th scope="col">GET /me, sent by</th>
          <th scope="col">cookie went along</th>
          <th scope="col">the API answered</th>
          <th scope="col">script could read it</th>
          <th scope="col">why</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ id, who, how, cookieWent, status, couldRead, why }) => (
          <tr key={id}>
            <th scope="row">
              {who}, {how}
            </th>
            <td>
              <YesNo value={cookieWent} />
            </td>
            <td>{status ?? 'never sent'}</td>
            <td>
              <YesNo value={couldRead} />
            </td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
