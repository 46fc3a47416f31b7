// npm's soap lives the lives, see lives.js.
const soap = require('soap');
const { faultOf, live } = require('./lives');

const listed = (items) => [].concat(items ?? []); // of one item the client makes no array

// V1 takes any type: there the client says nothing of it by itself, but sends the attributes that it is given.
const typed = (value) => {
  if (Array.isArray(value)) {
    const $attributes = {
      'xmlns:enc': 'http://schemas.xmlsoap.org/soap/encoding/',
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'enc:arrayType': `xsd:anyType[${value.length}]`,
      'xsi:type': 'enc:Array',
    };
    return { $attributes, item: value.map(typed) };
  }
  if (typeof value === 'object') {
    const $attributes = { 'xmlns:apache': 'http://xml.apache.org/xml-soap', 'xsi:type': 'apache:Map' };
    return { $attributes, item: Object.entries(value).map(([key, each]) => ({ key, value: typed(each) })) };
  }
  return value;
};
// An answer without the attributes that the client keeps of it, all values as text.
const plain = (value) => {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { $attributes = {}, $value = '', ...members } = value;
  if ('SOAP-ENC:arrayType' in $attributes) return listed(members.item).map(plain);
  if ('complexObjectArray' in members) return listed(members.complexObjectArray).map(plain);
  let entries = Object.entries(members);
  if (/:Map$/.test($attributes['xsi:type'])) entries = listed(members.item).map((item) => [plain(item.key), item.value]);
  return entries.length ? Object.fromEntries(entries.map(([name, each]) => [name, plain(each)])) : String($value);
};

live(async ({ dialect, url, operations }) => {
  // The client's own name for XML's attributes is what parts of the API are called.
  const client = await soap.createClientAsync(url, { attributesKey: '$attributes' });
  const invoke = async (operation, parts) => {
    const [answer] = await client[`${operation}Async`](parts);
    return plain(Object.values(answer)[0]);
  };
  const call = (sessionId, path, ...values) => {
    if (dialect === 'v1') return invoke('call', { sessionId, resourcePath: path, args: typed(values) });
    const [operation, ...names] = operations[path];
    return invoke(operation, Object.fromEntries([sessionId, ...values].map((value, index) => [names[index], value])));
  };
  return {
    typed: dialect !== 'v1',
    login: (username, apiKey) => invoke('login', { username, apiKey }),
    end: (sessionId) => invoke('endSession', { sessionId }),
    call,
    list: (items) => ({ v1: items, v2: { item: items }, wsi: { complexObjectArray: items } })[dialect],
    fault: faultOf((error) => {
      const { faultcode, faultstring } = error.root?.Envelope?.Body?.Fault ?? {};
      return [faultcode, faultstring];
    }),
  };
});
