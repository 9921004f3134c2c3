import type { Locator, Page } from 'playwright-core';

/** n8n's dialog of one credential. */
export class CredentialDialog {
	readonly dialog: Locator;

	constructor(readonly page: Page) {
		this.dialog = page.getByRole('dialog').filter({ has: page.getByTestId('credential-save-button') });
	}

	/** Creates a credential as a person does: from the overview, by typing a part of its name. */
	static async create(page: Page, url: string, words: string, name: string): Promise<CredentialDialog> {
		await page.goto(`${url}/home/credentials/create`);
		await page.getByPlaceholder('Search for app...').fill(words);
		await page.getByTestId('new-credential-type-select-option').filter({ hasText: name }).click();
		await page.getByTestId('new-credential-type-button').click();
		const opened = new CredentialDialog(page);
		await opened.field().first().waitFor();
		return opened;
	}

	/** One field, or all. */
	field(name?: string): Locator {
		const all = this.page.getByTestId('credential-connection-parameter');
		return name === undefined ? all : all.filter({ has: this.page.getByTestId(`parameter-input-${name}`) });
	}

	async labels(): Promise<string[]> {
		const texts = await this.field().locator('label').allInnerTexts();
		return texts.map((text) => (text.split('\n')[0] ?? '').replace(/ \*$/, ''));
	}

	async fill(values: Readonly<Record<string, string>>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			await this.page.getByTestId(`parameter-input-${name}`).locator('input, textarea').first().fill(value);
		}
	}

	async value(name: string): Promise<string> {
		return await this.page.getByTestId(`parameter-input-${name}`).locator('input, textarea').first().inputValue();
	}

	/** Saves, and reads what n8n says about the test that follows. */
	async save(): Promise<string> {
		await this.page.getByTestId('credential-save-button').click();
		const config = this.page.getByTestId('node-credentials-config-container');
		const good = config.getByText('Connection tested successfully').filter({ visible: true });
		const bad = config.getByText('More details').filter({ visible: true });
		await good.or(bad).waitFor();
		if (await bad.isVisible()) await bad.click();
		return (await config.locator('.el-tag').filter({ visible: true }).allInnerTexts()).join(' ');
	}

	/** Presses the button that opens the service's own page, and lets the caller answer there. */
	async connect(answer: (consent: Page) => Promise<void>): Promise<void> {
		const opened = this.page.waitForEvent('popup');
		await this.page.getByTestId('quick-connect-button').click();
		await answer(await opened);
	}
}
