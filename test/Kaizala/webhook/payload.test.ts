import { asEvent, attachmentsOf } from '../../../nodes/Kaizala/webhook/payload';

const FILE = [{ mediaUrl: 'https://files.example.com/a', mediaFileName: 'a.pdf' }];
const question = (type: string) => ({ title: type, type, answer: FILE });

test('files are those of the event and of the questions that ask for files, and no other answers', () => {
	const event = asEvent({
		eventType: 'SurveyResponse',
		data: {
			media: [{ url: 'https://files.example.com/m', fileName: 'm.png' }, { url: '' }],
			responseDetails: { responseWithQuestions: [question('AttachmentList'), question('Text'), question('Image')] },
		},
	});
	expect(event === undefined ? [] : attachmentsOf(event).map(({ fileName }) => fileName)).toEqual([
		'm.png',
		'a.pdf',
		'a.pdf',
	]);
});
