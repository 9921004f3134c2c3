import type { ActionPackage } from '../model';
import { jsonCopy } from '../wire';
import deskModel from './com.example.desk.ticket/AppModel.json';
import deskCard from './com.example.desk.ticket/ChatCardView.json';
import deskPackage from './com.example.desk.ticket/package.json';
import careModel from './com.gls.xyz.care/AppModel.json';
import careCard from './com.gls.xyz.care/ChatCardView.json';
import carePackage from './com.gls.xyz.care/package.json';

/** The files of the customer ticketing page, and a sample of ours. */
export const SEED_PACKAGES: Readonly<Record<string, ActionPackage>> = {
	'com.gls.xyz.care': { package: jsonCopy(carePackage), appModel: jsonCopy(careModel), card: jsonCopy(careCard) },
	'com.example.desk.ticket': {
		package: jsonCopy(deskPackage),
		appModel: jsonCopy(deskModel),
		card: jsonCopy(deskCard),
	},
};
