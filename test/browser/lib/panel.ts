import type { Locator, Page } from 'playwright-core';

/** A workflow in the editor. */
export async function openWorkflow(page: Page, url: string, id: string): Promise<void> {
	await page.goto(`${url}/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
	// All nodes in view, so that each can be clicked.
	await page.getByTestId('zoom-to-fit').click();
}

/** The panel of one node, in which a person works. */
export class NodePanel {
	readonly parameters: Locator;
	readonly output: Locator;

	private constructor(readonly page: Page) {
		this.parameters = page.getByTestId('node-parameters');
		this.output = page.getByTestId('output-panel');
	}

	/** Opens it by a double click; what was open before is closed. */
	static async open(page: Page, node: string): Promise<NodePanel> {
		const panel = new NodePanel(page);
		await panel.close();
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
		await panel.parameters.waitFor();
		return panel;
	}

	async close(): Promise<void> {
		if (!(await this.parameters.isVisible())) return;
		// A list or a menu that is still open would take the click.
		await this.page.keyboard.press('Escape');
		if (await this.parameters.isVisible()) await this.page.getByTestId('ndv-close-button').click();
		await this.parameters.waitFor({ state: 'detached' });
	}

	/** A resource locator of this name. */
	private locator(name: string): Locator {
		return this.parameters.getByTestId(`resource-locator-${name}`);
	}

	/** What "From list" offers. The editor redraws itself while it opens and may lose a first click. */
	async list(name: string): Promise<string[]> {
		const items = this.page.getByTestId('rlc-item').filter({ visible: true });
		const input = this.locator(name).getByTestId('rlc-input');
		await until(`the list of ${name}`, async () => {
			if ((await items.count()) > 0) return true;
			await input.click();
			return await happens(items.first().waitFor({ timeout: 5_000 }));
		});
		return (await items.allInnerTexts()).map((text) => text.trim());
	}

	/** Opens the list, picks an entry, and returns what the list offered. */
	async pick(name: string, entry: string): Promise<string[]> {
		const item = this.page.getByTestId('rlc-item').filter({ visible: true, hasText: entry }).first();
		let offered: string[] = [];
		await until(`the entry "${entry}" of ${name}`, async () => {
			offered = await this.list(name);
			return await happens(item.click({ timeout: 5_000 }));
		});
		return offered;
	}

	/** What is chosen in a resource locator. */
	async chosen(name: string): Promise<string> {
		return await this.locator(name).getByTestId('rlc-input').inputValue();
	}

	/** Chooses how a resource locator is filled in. */
	async mode(name: string, label: string): Promise<void> {
		await this.locator(name).getByTestId('rlc-mode-selector').click();
		await this.page.getByRole('option', { name: label, exact: true }).filter({ visible: true }).click();
	}

	/** Types or pastes into a resource locator that is not in the mode of its list. */
	async type(name: string, value: string): Promise<void> {
		const input = this.locator(name).getByTestId('rlc-input');
		await input.fill(value);
		await input.press('Tab');
		// The editor takes over what is typed a moment later; a node that runs before misses it.
		await this.page.waitForTimeout(1_500);
	}

	/** What an ordinary drop-down offers; it is closed again. */
	async options(name: string): Promise<string[]> {
		await this.parameters.getByTestId(`parameter-input-${name}`).locator('input').first().click();
		const options = this.page.getByRole('option').filter({ visible: true });
		await options.first().waitFor();
		const texts = await options.evaluateAll((entries) => entries.map((entry) => entry.textContent?.trim() ?? ''));
		await this.page.keyboard.press('Escape');
		return texts;
	}

	async fill(name: string, value: string): Promise<void> {
		await this.parameters.getByTestId(`parameter-input-${name}`).locator('input, textarea').first().fill(value);
	}

	/** Adds a property to the field mapper, and returns the label of the field that appears. */
	async mapProperty(label: string): Promise<string> {
		const mapper = this.parameters.getByTestId('mapping-fields-container');
		await this.parameters.getByTestId('add-fields-select').click();
		await this.page.getByRole('menuitem', { name: label, exact: true }).click();
		const field = mapper.locator('label').getByText(label, { exact: true });
		await field.waitFor();
		return await field.innerText();
	}

	/** Runs the node and waits for what is seen then: output or an error. */
	async execute(button = 'Execute step'): Promise<string> {
		await this.press(button);
		return await this.shown();
	}

	/** Presses the button of a webhook trigger and waits until n8n has registered the test address. */
	async listen(): Promise<void> {
		const registered = this.page.waitForResponse(/\/rest\/workflows\/\w+\/run/);
		await this.press('Execute step');
		await registered;
		await this.page.getByRole('button', { name: 'Stop Listening' }).first().waitFor();
	}

	/** What is seen beside the panel once there is output or an error, as text. */
	async shown(): Promise<string> {
		const items = this.output.getByText(/^\d+ items?$/);
		const error = this.output.getByTestId('node-error-message');
		await items.or(error).first().waitFor();
		if (await error.isVisible()) return await this.output.innerText();
		await this.output.getByText('JSON', { exact: true }).click();
		await this.output.locator('.vjs-tree').first().waitFor();
		return await this.output.innerText();
	}

	/** The headings of the output as a table, which n8n shows of a new node, in their order. */
	async columns(): Promise<string[]> {
		const items = this.output.getByText(/^\d+ items?$/);
		const error = this.output.getByTestId('node-error-message');
		await items.or(error).first().waitFor();
		if (await error.isVisible()) throw new Error(await this.output.innerText());
		await this.output.getByText('Table', { exact: true }).click();
		const headings = this.output.locator('table thead th');
		await headings.first().waitFor();
		return (await headings.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
	}

	/** The part of an error that is folded at first. */
	async errorDetails(): Promise<string> {
		await this.output.getByText('Other info').click();
		return await this.output.innerText();
	}

	/** A webhook trigger's panel with its addresses unfolded. */
	async webhooks(): Promise<string> {
		await this.parameters.getByText('Webhook URLs').click();
		await this.parameters.getByText('Test URL').waitFor();
		const addresses = await this.parameters.locator('[class*="webhook"]').first().innerText();
		return `${addresses}\n${await this.parameters.innerText()}`;
	}

	private async press(button: string): Promise<void> {
		await this.page.getByTestId('node-execute-button').filter({ hasText: button }).first().click();
	}
}

/** Whether it came about in its time. */
async function happens(action: Promise<void>): Promise<boolean> {
	return await action.then(
		() => true,
		() => false,
	);
}

async function until(what: string, probe: () => Promise<boolean>, tries = 6): Promise<void> {
	for (let attempt = 0; attempt < tries; attempt++) if (await probe()) return;
	throw new Error(`Waited in vain for ${what}`);
}
