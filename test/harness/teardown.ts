export { removeBase as default } from './folders';
