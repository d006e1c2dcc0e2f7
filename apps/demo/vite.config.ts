// How the page is built: into dist/page, which the demo's server serves.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/page',
  plugins: [react()],
  // Everything has a file of its own: the page's CSP allows no inline script, no inline style and no data: URL.
  build: { outDir: '../../dist/page', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
