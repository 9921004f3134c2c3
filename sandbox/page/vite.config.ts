import { defineConfig } from 'vite';

const SANDBOX = 'http://127.0.0.1:4010';

/** `vite build sandbox/page`; the sandbox serves `dist` at `/` when it starts. */
export default defineConfig({
	base: './',
	esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
	build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
	// For `vite sandbox/page` beside a running sandbox, which takes this page for its own.
	server: {
		host: '127.0.0.1',
		proxy: { '/_sandbox': { target: SANDBOX, changeOrigin: true, headers: { origin: SANDBOX } } },
	},
});
