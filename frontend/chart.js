// What turns a chart of the server into a picture: the same code in the browser and in the server's own renderer.
import {prepare} from './echarts/format.js';
import {mount} from './echarts/mount.js';

globalThis.AsterismChart = {prepare, mount};
