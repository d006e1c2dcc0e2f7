// A frame that nobody sees, with somebody else's page in it.

/** @returns what takes it away again */
export const openHiddenFrame = (url: string): (() => void) => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'A stranger’s page';
  frame.src = url;
  document.body.append(frame);
  return () => frame.remove();
};
