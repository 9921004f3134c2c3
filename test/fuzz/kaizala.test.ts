import { createKaizala } from '../../sandbox/kaizala';
import { kaizalaBases, kaizalaTriggerBases } from './bases/kaizala';
import { fuzz } from './lib/fuzz';

fuzz({ type: 'kaizala', service: createKaizala, bases: kaizalaBases });
fuzz({ type: 'kaizalaTrigger', service: createKaizala, bases: kaizalaTriggerBases });
