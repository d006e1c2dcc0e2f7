// The drawn report: whole in one file, told from the summary alone, and no place for foreign markup.
import { describe, expect, it } from '@jest/globals';
import { comparison, costRow, revocation, summary } from '../../test/summary-example.ts';
import { htmlReport } from './html-report.ts';

describe('htmlReport', () => {
  const whole = htmlReport(
    summary({ cost: [150, 400].flatMap((rate) => [costRow('session/redis', rate), costRow('jwt/stateless', rate)]) }),
  );

  it('stands alone: no script, and nothing is fetched', () => {
    expect(whole).not.toMatch(/<script|<link|<img|@import|src=|https?:(?!\/\/www\.w3\.org)/u);
  });

  it('draws each picture for wide and for narrow screens, each with words for those who do not see it', () => {
    const pictures = whole.match(/<div class="(?:wide|narrow)" role="img" aria-label="[^"]+"><svg/gu) ?? [];
    expect(pictures).toHaveLength(8);
    for (const name of ['session/redis', 'jwt/stateless']) expect(whole).toContain(name);
  });

  it('draws only what was measured', () => {
    const alone = htmlReport(summary({ cost: [], comparisons: [] }));
    expect(alone.match(/<figure>/gu)).toHaveLength(1);
    expect(alone).toContain('How long a revoked credential lives on');
    expect(htmlReport(summary({ revocation: [], cost: [costRow('session/redis', 400)] }))).not.toContain('staleness');
  });

  it('says first when a run is not to be trusted', () => {
    const bad = htmlReport(summary({ verdict: 'UNTRUSTED', reasons: ['the machine was busy'] }));
    expect(bad).toContain('<p class="verdict untrusted">This run is UNTRUSTED: the machine was busy.</p>');
  });

  it('makes no markup of what was typed or measured', () => {
    const odd = htmlReport(
      summary({ command: 'pnpm bench --out "<script>alert(1)</script>"', comparisons: [comparison({})] }),
    );
    expect(odd).toContain('&lt;script&gt;');
    expect(odd).not.toContain('<script');
    expect(htmlReport(summary({ revocation: [revocation({})] }))).toContain('after the answer');
  });
});
