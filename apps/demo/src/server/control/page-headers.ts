// Headers of every answer of the demo's server: the page loads nothing from elsewhere, and nobody frames it.
import helmet from 'helmet';
import type { DemoState } from '../../protocol/demo-state.ts';

export const pageHeaders = ({ apis, foreignOrigins }: Pick<DemoState, 'apis' | 'foreignOrigins'>) => {
  const balancers = [apis.session, apis.jwt].flatMap(({ url, crossSiteUrl }) => [url, crossSiteUrl]);
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'font-src': ["'self'"],
        'connect-src': ["'self'", ...balancers],
        // The forged forms: a frame of a foreign origin, which then goes to an API.
        'frame-src': [foreignOrigins.sameSite, foreignOrigins.crossSite, ...balancers],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // On plain http of this machine it means nothing.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
};
