import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { ROOT } from '../lib/paths';
import type { StoryStep } from '../lib/story';
import type { Environment } from './camera';
import { around, FOLDER, open } from './camera';

/** Wide enough for the four systems side by side, below the board. */
const VIEW = { width: 1240, height: 1_400 };
/** Of each frame, whatever the board grows to. */
const HEIGHT = 900;
const WIDTH = 880;
const CAPTION = 40;

/** What is told below the picture after each step of the story; the others are seen with the next one. */
const CAPTIONS: Record<string, string> = {
	'Ticket raised in HubSpot': 'A ticket is raised in HubSpot',
	'Card seen in Kaizala': 'A card in the team’s chat …',
	'IDs stored on the HubSpot ticket': '… and an event for the agents in jtel',
	'Ticket closed with a note in HubSpot': 'The ticket is closed, with a note',
	'Card changed in place in Kaizala': 'The card changes in place',
	'Agent’s reply seen in Thulium': 'The customer has the note as an agent’s reply, from Thulium',
};

interface Frame {
	picture: string;
	caption: string;
}

/** The systems; what lies below them changes all the time and is left out. */
async function take(page: Page, caption: string): Promise<Frame> {
	await page.waitForTimeout(1_200);
	const { x, y, width } = await around(page.locator('#panels'));
	const clip = { x, y, width, height: HEIGHT };
	return { picture: (await page.screenshot({ clip })).toString('base64'), caption };
}

/** In an empty page, because a browser can read pictures and draw text. */
async function encode(page: Page, frames: Frame[]): Promise<Buffer> {
	const library = await readFile(join(ROOT, 'node_modules/gifenc/dist/gifenc.js'), 'utf8');
	await page.setContent('<canvas></canvas>');
	await page.addScriptTag({ content: `{ const exports = {}; ${library}; globalThis.gifenc = exports; }` });
	const base64 = await page.evaluate(
		`(async ({ frames, width, caption }) => {
			const { GIFEncoder, quantize, applyPalette } = gifenc;
			const gif = GIFEncoder();
			for (const [index, frame] of frames.entries()) {
				const image = new Image();
				image.src = 'data:image/png;base64,' + frame.picture;
				await image.decode();
				const height = Math.round((image.height * width) / image.width);
				const canvas = Object.assign(document.createElement('canvas'), { width, height: height + caption });
				const context = canvas.getContext('2d');
				context.imageSmoothingQuality = 'high';
				context.drawImage(image, 0, 0, width, height);
				context.fillStyle = '#16191f';
				context.fillRect(0, height, width, caption);
				context.fillStyle = '#ffffff';
				context.font = '600 18px sans-serif';
				context.textBaseline = 'middle';
				context.fillText((index + 1) + '  ' + frame.caption, 20, height + caption / 2);
				const { data } = context.getImageData(0, 0, width, height + caption);
				const palette = quantize(data, 64);
				const delay = index === frames.length - 1 ? 4000 : 2200;
				gif.writeFrame(applyPalette(data, palette), width, height + caption, { palette, delay });
			}
			gif.finish();
			const bytes = gif.bytes();
			let text = '';
			for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
			return btoa(text);
		})(${JSON.stringify({ frames, width: WIDTH, caption: CAPTION })})`,
	);
	return Buffer.from(String(base64), 'base64');
}

/** Plays the story before the camera: `docs/img/relay.gif` shows one ticket on its way through the four systems. */
export async function animate({ browser, relay }: Environment, steps: readonly StoryStep[]): Promise<void> {
	const context = await browser.newContext({ viewport: VIEW, colorScheme: 'light' });
	const page = await open(context, relay.sandbox.url, 'main');
	const frames: Frame[] = [];
	for (const { name, run } of steps) {
		await run();
		const caption = CAPTIONS[name];
		if (caption !== undefined) frames.push(await take(page, caption));
	}
	await writeFile(join(FOLDER, 'relay.gif'), await encode(await context.newPage(), frames));
	await context.close();
}
