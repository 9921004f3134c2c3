import { announcement } from './announcement';
import { job } from './job';
import type { Kind } from './kind';
import { letsMeet } from './letsMeet';
import { album, audio, document, image, video } from './media';
import { packageCard } from './package';
import { poll } from './poll';
import { survey } from './survey';

/** All kinds of actions that can be sent, by the value of the drop-down Action Type; the API's own names, but for packages. */
export const kinds = {
	Album: album,
	Announcement: announcement,
	Audio: audio,
	package: packageCard,
	Document: document,
	Image: image,
	Job: job,
	LetsMeet: letsMeet,
	Poll: poll,
	Survey: survey,
	Video: video,
} satisfies Record<string, Kind>;
