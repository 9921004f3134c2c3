import { useRef } from 'preact/hooks';
import { sizeWords } from './Attachments';

interface FilePickerProps {
	files: File[];
	choose: (files: File[]) => void;
	label: string;
}

/** A paper clip that asks for files, and what was chosen. */
export function FilePicker({ files, choose, label }: FilePickerProps) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<input
				ref={input}
				type="file"
				multiple
				hidden
				aria-label={label}
				onChange={({ currentTarget }) => {
					choose([...files, ...(currentTarget.files ?? [])]);
					currentTarget.value = '';
				}}
			/>
			<button type="button" class="clip" aria-label={label} title={label} onClick={() => input.current?.click()}>
				<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
					<path d="m16 9-6.5 6.3a3.6 3.6 0 0 1-5-5.1l6.7-6.4a2.4 2.4 0 0 1 3.4 3.4l-6.3 6a1.2 1.2 0 0 1-1.7-1.7l5.6-5.3" />
				</svg>
			</button>
			{files.length > 0 && (
				<ul class="picked" aria-label="Files to send">
					{files.map((file, index) => (
						<li key={`${index} ${file.name}`}>
							{file.name} <span class="size">{sizeWords(file.size)}</span>
							<button
								type="button"
								class="plain"
								aria-label={`Leave out ${file.name}`}
								onClick={() => choose(files.filter((each) => each !== file))}
							>
								×
							</button>
						</li>
					))}
				</ul>
			)}
		</>
	);
}

/** As the sandbox's actions take them. */
export async function encodeFiles(files: File[]): Promise<{ filename: string; content: string; encoding: string }[]> {
	return await Promise.all(
		files.map(async (file) => ({ filename: file.name, content: await base64(file), encoding: 'base64' })),
	);
}

function base64(file: File): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
		reader.onerror = () => reject(reader.error ?? new Error(`${file.name} cannot be read`));
		reader.readAsDataURL(file);
	});
}
