import type { JsonObject } from '../../core/types';
import type { ActionPackage } from '../model';
import deskModel from './com.example.desk.ticket/AppModel.json';
import deskCard from './com.example.desk.ticket/ChatCardView.json';
import deskPackage from './com.example.desk.ticket/package.json';
import careModel from './com.gls.xyz.care/AppModel.json';
import careCard from './com.gls.xyz.care/ChatCardView.json';
import carePackage from './com.gls.xyz.care/package.json';

const plain = (json: JsonObject) => json;

/** The files of the customer ticketing page, and the sample of 5.5. */
export const SEED_PACKAGES: Readonly<Record<string, ActionPackage>> = {
	'com.gls.xyz.care': { package: plain(carePackage), appModel: plain(careModel), card: plain(careCard) },
	'com.example.desk.ticket': { package: plain(deskPackage), appModel: plain(deskModel), card: plain(deskCard) },
};
