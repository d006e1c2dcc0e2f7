// Shows the page in the visitor's browser.
import open from 'open';

/** Without a browser, the address that was printed is enough. */
export const openPage = async (address: string, stderr: { write(text: string): unknown }): Promise<void> => {
  const sayNo = (): void => void stderr.write('No browser could be opened: open the address yourself.\n');
  try {
    const browser = await open(address);
    browser.once('error', sayNo);
  } catch {
    sayNo();
  }
};
