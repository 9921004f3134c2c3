const query = { parameter: [{ name: 'page', value: '1' }] };

/** A row of query parameters, for the fields of such a row. */
export const WITH_QUERY = { 'Query Parameters > Name': { query }, 'Query Parameters > Value': { query } };
