// Buttons that belong together, under a small label.
import { type ReactNode, useId } from 'react';

export const ButtonGroup = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => {
  const id = useId();
  return (
    <div className="button-group" role="group" aria-labelledby={id}>
      <span id={id} className="group-label">
        {label}
      </span>
      <div className="buttons">{children}</div>
    </div>
  );
};
