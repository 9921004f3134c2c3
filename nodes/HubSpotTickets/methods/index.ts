export * as listSearch from './listSearch';
export * as loadOptions from './loadOptions';
export { lookUps } from './lookUps';
export * as resourceMapping from './resourceMapping';
