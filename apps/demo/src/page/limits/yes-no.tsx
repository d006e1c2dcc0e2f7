// A tick or a cross that is also read aloud.

export const YesNo = ({ value }: { readonly value: boolean | undefined }) =>
  value === undefined ? (
    <span className="faint">never sent</span>
  ) : (
    <span className={value ? 'tick' : 'cross'}>
      <span aria-hidden="true">{value ? '✓' : '✗'}</span> {value ? 'yes' : 'no'}
    </span>
  );
