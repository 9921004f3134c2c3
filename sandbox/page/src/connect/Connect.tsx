import { useState } from 'preact/hooks';
import { Modal, closeDialog } from '../parts/Modal';
import { TabList } from '../parts/TabList';
import type { Tab } from '../parts/TabList';
import { Addresses } from './Addresses';
import { CallWebhook } from './CallWebhook';

type Name = 'addresses' | 'webhooks';

const TABS: Tab<Name>[] = [
	{ name: 'addresses', label: 'Addresses and tokens' },
	{ name: 'webhooks', label: 'Call my webhook' },
];

/** From here an n8n of one's own is connected: what to fill in there, and calls as the vendors make them. */
export function Connect({ onClose }: { onClose: () => void }) {
	const [chosen, choose] = useState<Name>('addresses');
	return (
		<Modal class="sheet-right" labelledBy="connect-title" onClose={onClose}>
			<div class="sheet-head">
				<h2 id="connect-title">Connect your n8n</h2>
				<button type="button" class="plain close" aria-label="Close" onClick={closeDialog}>
					×
				</button>
			</div>
			<TabList label="Connect your n8n" tabs={TABS} chosen={chosen} choose={choose} />
			<div class="tab-content" role="tabpanel" id={`tab-${chosen}`} aria-labelledby={`tab-of-${chosen}`} tabIndex={0}>
				{chosen === 'addresses' ? <Addresses /> : <CallWebhook />}
			</div>
		</Modal>
	);
}
