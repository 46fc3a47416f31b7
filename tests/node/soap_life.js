// The life of an image with npm's soap, see tests/clients. Reads {"dialect", "url", "user", "key", "expired", "picture"}.
const { readFileSync } = require('node:fs');
const soap = require('soap');

const given = JSON.parse(readFileSync(0, 'utf8'));
const { dialect } = given;
const wsi = dialect === 'wsi';
const [product, store] = wsi ? ['productId', 'store'] : ['product', 'storeView'];
const names = { // what V2 calls the parts
  create: [product, 'data', store],
  update: [product, 'file', 'data', store],
  list: [product, store],
  info: [product, 'file', store],
  types: ['setId'],
  remove: [product, 'file'],
  currentStore: [store],
};
const listed = (items) => [].concat(items ?? []); // of one item the client makes no array

// V1 takes any type: there the client says nothing of it by itself, but sends the attributes that it is given.
const typed = (value) => {
  if (Array.isArray(value)) {
    const attributes = {
      'xmlns:enc': 'http://schemas.xmlsoap.org/soap/encoding/',
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'enc:arrayType': `xsd:anyType[${value.length}]`,
      'xsi:type': 'enc:Array',
    };
    return { attributes, item: value.map(typed) };
  }
  if (typeof value === 'object') {
    const attributes = { 'xmlns:apache': 'http://xml.apache.org/xml-soap', 'xsi:type': 'apache:Map' };
    return { attributes, item: Object.entries(value).map(([key, each]) => ({ key, value: typed(each) })) };
  }
  return value;
};
// An answer without the attributes that the client keeps of it, all values as text.
const plain = (value) => {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { attributes = {}, $value = '', ...members } = value;
  if ('SOAP-ENC:arrayType' in attributes) return listed(members.item).map(plain);
  if ('complexObjectArray' in members) return listed(members.complexObjectArray).map(plain);
  let entries = Object.entries(members);
  if (/:Map$/.test(attributes['xsi:type'])) entries = listed(members.item).map((item) => [plain(item.key), item.value]);
  return entries.length ? Object.fromEntries(entries.map(([name, each]) => [name, plain(each)])) : String($value);
};

const live = async () => {
  const client = await soap.createClientAsync(given.url);
  const invoke = async (operation, parts) => {
    const [answer] = await client[`${operation}Async`](parts);
    return plain(Object.values(answer)[0]);
  };
  const login = (username, apiKey) => invoke('login', { username, apiKey });
  const call = (sessionId, method, ...values) => {
    if (dialect === 'v1') return invoke('call', { sessionId, resourcePath: `product_media.${method}`, args: typed(values) });
    const parts = Object.fromEntries(values.map((value, index) => [names[method][index], value]));
    return invoke(`catalogProductAttributeMedia${method[0].toUpperCase()}${method.slice(1)}`, { sessionId, ...parts });
  };
  const types = (codes) => ({ v1: codes, v2: { item: codes }, wsi: { complexObjectArray: codes } })[dialect];
  const fault = async (failing) => {
    try {
      await failing;
    } catch (error) {
      const { faultcode, faultstring } = error.root?.Envelope?.Body?.Fault ?? {};
      if (!faultcode) throw error;
      return [faultcode, faultstring];
    }
  };

  let session = await login(given.user, given.key);
  const picture = { content: given.picture, mime: 'image/png', name: 'photo' };
  const data = { file: picture, label: 'Front & back', types: types(['image', 'thumbnail']) };
  const file = await call(session, 'create', 'Sku', data);
  const second = await call(session, 'create', 'Sku', { file: picture });
  await call(session, 'update', 'Sku', file, { label: 'Vorne' }, 'german');
  await call(session, 'update', 'Sku', second, { position: 7, types: types(['thumbnail']) }); // in the order of the WSDL
  const life = {
    files: [file, second],
    list: await call(session, 'list', 'Sku'),
    german: await call(session, 'info', 'Sku', file, 'german'),
    store: await call(session, 'currentStore', 'german'),
    types: (await call(session, 'types', '4')).map((type) => type.code),
    faults: {
      login: await fault(login(given.user, 'wrong')),
      product: await fault(call(session, 'list', 'nope')),
      store: await fault(call(session, 'list', 'Sku', 'nostore')),
      data: await fault(call(session, 'create', 'Sku', { file: { ...picture, mime: 'image/bmp' } })),
      image: await fault(call(session, 'info', 'Sku', '/nope.png')),
      gallery: await fault(call(session, 'list', 'plain')),
      expired: await fault(call(given.expired, 'list', 'Sku')),
    },
    removed: ['true', '1'].includes(await call(session, 'remove', 'Sku', second)),
  };
  await invoke('endSession', { sessionId: session });
  life.faults.ended = await fault(call(session, 'list', 'Sku'));
  session = await login(given.user, given.key);
  life.left = (await call(session, 'list', 'Sku')).map((image) => image.file);
  return life;
};

live().then(
  (life) => console.log(JSON.stringify(life)),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
