import type { Resources } from '../../shared/operations/operation';
import { text } from '../../shared/operations/textFromHtml';
import { activity } from './activity';
import { association } from './association';
import { attachment } from './attachment';
import { channel } from './channel';
import { conversation } from './conversation';
import { customApiCall } from './customApiCall';
import { file } from './file';
import { inbox } from './inbox';
import { note } from './note';
import { owner } from './owner';
import { pipeline } from './pipeline';
import { property } from './property';
import { stage } from './stage';
import { task } from './task';
import { ticket } from './ticket';

export const resources = {
	activity,
	association,
	attachment,
	channel,
	conversation,
	customApiCall,
	file,
	inbox,
	note,
	owner,
	pipeline,
	property,
	stage,
	task,
	text,
	ticket,
} satisfies Resources;
