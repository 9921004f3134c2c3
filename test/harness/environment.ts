import { testFolder } from './folders';

// n8n-core reads these when it is imported, so this file is a jest setup file and runs before every import.
process.env.N8N_USER_FOLDER ??= testFolder();
process.env.N8N_ENCRYPTION_KEY ??= 'ticket-relay-test-key';
process.env.N8N_LOG_LEVEL ??= 'silent';
