export { first } from './first/first.js';
export { second } from './second/second.js';
export { third } from './third/third.js';
export { fourth } from './fourth/fourth.js';
export { fifth } from './fifth/fifth.js';
