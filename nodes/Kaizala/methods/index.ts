export * as listSearch from './listSearch';
export { lookUps } from './lookUps';
