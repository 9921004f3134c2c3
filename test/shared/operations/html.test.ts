import { htmlToText } from '../../../nodes/shared/operations/html';

/** What a person reads of a mail. */

test.each([
	['styles and scripts are not shown', '<style>p { color: red }</style>Good <script>run()</script>day', 'Good day'],
	['nor are those within each other', '<style>a<script>b</style>c', 'c'],
	['one that never ends hides nothing', '<style>Good day', 'Good day'],
	['a comment is not shown, also with tags in it', 'Good <!-- <br> -->day', 'Good day'],
	['a comment that never ends is text', 'Good <!-- day', 'Good <!-- day'],
	['a mark at the very beginning', '<br>Good', 'Good'],
	['lines end where the mail ends them', 'One<br>\r\ntwo<br>\nthree</p>four', 'One\ntwo\nthree\nfour'],
	['entities', 'M&uuml;ller &amp; S&#246;hne', 'Müller & Söhne'],
])('%s', (_what, html, text) => {
	expect(htmlToText(html)).toBe(text);
});
