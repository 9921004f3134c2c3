import type { Page } from 'playwright-core';

/** n8n's panel in which nodes are searched and added. */
export class NodeCreator {
	private constructor(readonly page: Page) {}

	/** The first step of a new workflow: the panel asks for a trigger, and shows everything that is searched for. */
	static async open(page: Page, url: string): Promise<NodeCreator> {
		await page.goto(`${url}/workflow/new`);
		await page.getByTestId('canvas-add-button').click();
		await page.getByTestId('node-creator-search-bar').waitFor();
		return new NodeCreator(page);
	}

	/** The names of the nodes that are found, once `expected` is among them. */
	async search(words: string, expected: string): Promise<string[]> {
		await this.page.getByTestId('node-creator-search-bar').fill(words);
		const names = this.page.getByTestId('node-creator-item-name');
		await names.getByText(expected, { exact: true }).first().waitFor();
		return await names.allInnerTexts();
	}

	async choose(name: string): Promise<void> {
		await this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).first().click();
	}
}
