import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { jsonProblem } from '../../shared/parameters/values';
import type { CardQuestion, Missing } from './bindings';
import type { ChatCard } from './chatCard';
import { asChatCard, defaultChatCard } from './chatCard';
import { languageOfFile, localisedCard, Localisation } from './localisation';
import { openZip, ZipProblem } from './zip';

/** An action package as it is uploaded to Kaizala, in one language. */
export interface CardPackage {
	card: ChatCard;
	/** Of a card that is sent without one. */
	title: string;
	questions: CardQuestion[];
	/** Values that the package itself gives to properties. */
	properties: ReadonlyMap<string, string>;
	/** What is on the button that Kaizala draws when there is something to answer. */
	respondLabel: string;
}

/** Files lie at the root; some tools put them into a folder. */
function folderOf(names: readonly string[]): string {
	const manifests = names.filter((name) => name === 'package.json' || name.endsWith('/package.json'));
	const [shortest] = manifests.sort((one, other) => one.length - other.length);
	if (shortest === undefined) throw new ZipProblem('is not an action package: it has no package.json');
	return shortest.slice(0, shortest.length - 'package.json'.length);
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function parsed(bytes: Buffer, name: string): IDataObject {
	const content = jsonOf(bytes.toString('utf8').replace(/^\uFEFF/, ''));
	if (content === undefined) throw new ZipProblem(`holds ${name}, which is not valid JSON`);
	if (!isRecord(content)) throw new ZipProblem(`holds ${name}, which is not a JSON object`);
	const problem = jsonProblem(content);
	if (problem !== undefined) throw new ZipProblem(`holds ${name}, which ${problem.problem}`);
	return content;
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : '');

const records = (value: unknown): IDataObject[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/**
 * @param note hears of what is missing in that language.
 * @throws ZipProblem
 */
export async function readPackage(
	bytes: Buffer,
	language: string,
	note: (missing: Missing) => void,
): Promise<CardPackage> {
	const zip = openZip(bytes);
	const folder = folderOf(zip.names);
	const json = async (name: string): Promise<IDataObject> => {
		const content = await zip.read(folder + name);
		if (content === undefined) throw new ZipProblem(`is an action package without ${name.slice(0, 100)}`);
		return parsed(content, name);
	};
	const manifest = await json('package.json');
	const appModel = await json(plain(manifest.appModel) || 'AppModel.json');
	const views = isRecord(manifest.views) ? manifest.views : {};
	const view = isRecord(views.ChatCanvasCardView) ? views.ChatCanvasCardView : {};
	const cardFile = plain(view.sourceLocation);
	const card = cardFile === '' ? defaultChatCard() : asChatCard(await json(cardFile));
	if (card === undefined) throw new ZipProblem(`holds ${cardFile}, which is not a chat card`);

	const isLocalised = isRecord(manifest.dials) && manifest.dials.isLocalised === true;
	const languages = new Map<string, IDataObject>();
	for (const name of isLocalised ? zip.names : []) {
		const found = name.startsWith(folder) ? languageOfFile(name.slice(folder.length)) : undefined;
		if (found !== undefined) languages.set(found, await json(name.slice(folder.length)));
	}
	// Only what the card shows is missed when it has no text.
	const quiet = isLocalised ? new Localisation(languages, language) : undefined;
	const text = (value: unknown): string => quiet?.text(plain(value)) ?? plain(value);
	return {
		card: isLocalised ? localisedCard(card, new Localisation(languages, language, note)) : card,
		title: text(appModel.title || manifest.displayName),
		questions: records(appModel.questions).map(({ title, type, isInvisible, options }) => ({
			title: text(title),
			type: plain(type),
			isInvisible: isInvisible === true,
			options: records(options).map((option) => ({
				title: text(option.title ?? option.text),
				...(typeof option.pictureUrl === 'string' ? { pictureUrl: option.pictureUrl } : {}),
			})),
		})),
		properties: new Map(records(appModel.properties).map(({ name, value }) => [plain(name), plain(value)])),
		respondLabel: text(view.labelRespondToForm || 'Respond'),
	};
}
