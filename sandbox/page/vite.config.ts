import { defineConfig } from 'vite';

/** `vite build sandbox/page`; the sandbox serves `dist` at `/` when it starts. */
export default defineConfig({
	base: './',
	esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
	build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
	// For `vite sandbox/page` beside a running sandbox.
	server: { host: '127.0.0.1', proxy: { '/_sandbox': 'http://127.0.0.1:4010' } },
});
