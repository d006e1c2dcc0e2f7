// Forged forms and what became of them.
import { SCHEME_NAMES } from '../part/pair.tsx';
import type { FormFinding } from './finding.ts';
import { YesNo } from './yes-no.tsx';

export const FormCard = ({ forms }: { readonly forms: readonly FormFinding[] | undefined }) => (
  <section className="card wide" aria-label="Forged forms">
    <h3>A forged form is refused, and nobody is logged out</h3>
    <p>
      A stranger’s page posts a form to the logout of each API from a frame that nobody sees. Forms need no permission
      of CORS, so they arrive; from another port even with the cookie. Both APIs refuse them, because the browser says
      where they come from (Sec-Fetch-Site, Origin), and because a form cannot send JSON.
    </p>
    {forms !== undefined && <Forms forms={forms} />}
  </section>
);

const Forms = ({ forms }: { readonly forms: readonly FormFinding[] }) => (
  <div className="table-frame" tabIndex={0} role="region" aria-label="Forged forms and what became of them">
    <table>
      <thead>
        <tr>
          <th scope="col">POST /auth/logout of</th>
          <th scope="col">forged on</th>
          <th scope="col">cookie went along</th>
          <th scope="col">the API answered</th>
          <th scope="col">still logged in</th>
        </tr>
      </thead>
      <tbody>
        {forms.map(({ scheme, from, cookieWent, status, isStillLoggedIn }) => (
          <tr key={`${scheme} ${from}`} className={scheme}>
            <th scope="row">{SCHEME_NAMES[scheme]}</th>
            <td>{from}</td>
            <td>
              <YesNo value={cookieWent} />
            </td>
            <td>{status ?? 'never sent'}</td>
            <td>
              <YesNo value={isStillLoggedIn} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
