import DefaultTheme from 'vitepress/theme-without-fonts';
import CopyWorkflow from './CopyWorkflow.vue';
import './style.css';

export default {
	extends: DefaultTheme,
	enhanceApp({ app }) {
		app.component('CopyWorkflow', CopyWorkflow);
	},
};
