// Runs inside a page: posts a form as a forged page would, without a click.

export interface FormPost {
  readonly url: string;
  readonly enctype?: 'application/x-www-form-urlencoded' | 'text/plain';
  readonly fields?: Readonly<Record<string, string>>;
  /** Into a frame that nobody sees; else the page itself goes there. */
  readonly hidden?: boolean;
}

/** Sent to the page as text: so it uses nothing from outside of itself. */
export const postForm = ({ url, enctype, fields = {}, hidden = false }: FormPost): void => {
  const form = document.createElement('form');
  form.method = 'POST';
  form.action = url;
  if (enctype !== undefined) form.enctype = enctype;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  if (hidden) {
    const frame = document.createElement('iframe');
    frame.name = 'unseen';
    frame.hidden = true;
    document.body.append(frame);
    form.target = frame.name;
  }
  document.body.append(form);
  form.submit();
};
