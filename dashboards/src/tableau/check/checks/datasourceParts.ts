import type { Check } from '../check.js';
import { ofSource, type Problem } from '../finding.js';
import { relationOf, type Datasource } from '../model/datasource.js';
import { attributeOf, descend, type Tree } from '../model/tree.js';
import { sourcesOf } from '../model/workbook.js';

const OBJECT_COLUMN = '[__tableau_internal_object_id__].';

export const datasourceParts: Check = {
  id: 'datasource-parts',
  says: 'Connection, relation, metadata, columns and object graph of a data source agree: Tableau drops fields where they do not.',
  find(workbook) {
    return sourcesOf(workbook).flatMap((source) => {
      const [relation] = source.relations;
      // joins and unions name their tables inside
      if (relation === undefined || relation.type !== 'table' || source.relations.length > 1) return [];
      return [...connections(source), ...records(source), ...columns(source), ...objects(source)].map(
        ({ at, message }): Problem => ({ place: ofSource(source.caption), line: at.line, message }),
      );
    });
  },
};

interface Fault {
  readonly at: Tree;
  readonly message: string;
}

function connections({ connection, namedConnections, relations }: Datasource): Fault[] {
  const names = namedConnections.map((one) => attributeOf(one, 'name'));
  const faults = relations
    .filter((relation) => !names.includes(relation.connection))
    .map(({ tree, connection: name }) => ({
      at: tree,
      message: `the relation names connection ${name || 'none'}, which is not there; name ${names.join() || 'one'}`,
    }));
  if (attributeOf(connection, 'class') === 'federated') return faults;
  return [...faults, { at: connection, message: 'the outer connection must be of class federated' }];
}

function records({ records: all, relations, objects: graph }: Datasource): Fault[] {
  const [relation] = relations;
  const parent = `[${relation?.name ?? ''}]`;
  const ids = graph.map((object) => `[${attributeOf(object, 'id')}]`);
  const ordinals = new Set<string>();
  return all.flatMap((record): Fault[] => {
    const fault = (message: string): Fault[] => [
      { at: record.tree, message: `${record.localName}: ${message}` },
    ];
    const ordinal = descend(record.tree, 'ordinal').text.trim();
    const twice = ordinals.has(ordinal);
    ordinals.add(ordinal);
    return [
      ...(record.parentName === parent
        ? []
        : fault(`parent-name is ${record.parentName}, and the relation is ${parent}`)),
      ...(record.objectId === '' || ids.includes(record.objectId)
        ? []
        : fault(`object-id ${record.objectId} is not in the object graph`)),
      ...(ids.length > 0 && record.objectId === '' ? fault('it has no object-id') : []),
      ...(twice ? fault(`ordinal ${ordinal} is there twice`) : []),
    ];
  });
}

/** A column without a calculation must be one of the database's, and of the same type. */
function columns({ scope, records: all }: Datasource): Fault[] {
  const types = new Map(all.map(({ localName, localType }) => [localName, localType]));
  const unknown = [...scope.columns.values()]
    .filter(
      ({ tree, name }) =>
        tree.children.every((child) => child.name !== 'calculation') && !name.startsWith(OBJECT_COLUMN),
    )
    .flatMap(({ name, datatype, tree }): Fault[] => {
      const type = types.get(name);
      // Tableau lets people make a text of a number and a date of a time
      if (type === datatype || (type !== undefined && tree.attributes['datatype-customized'] === 'true'))
        return [];
      return [
        {
          at: tree,
          message:
            type === undefined
              ? `column ${name} has no metadata-record; Tableau would drop it`
              : `column ${name} is ${datatype}, and its metadata-record says ${type}`,
        },
      ];
    });
  const undeclared = all
    .filter(({ localName }) => !scope.columns.has(localName))
    .map(({ localName, tree }) => ({
      at: tree,
      message: `${localName} has a metadata-record and no column`,
    }));
  return [...unknown, ...(scope.columns.size === 0 ? [] : undeclared)];
}

function objects({ objects: graph, relations, scope, tree }: Datasource): Fault[] {
  const [relation] = relations;
  if (relation === undefined) return [];
  if (graph.length === 0)
    return [{ at: tree, message: 'there is no object graph; repeat the relation in one' }];
  return graph.flatMap((object): Fault[] => {
    const id = attributeOf(object, 'id');
    const inner = relationOf(descend(object, 'properties', 'relation'));
    const same = (['name', 'table', 'connection', 'type'] as const).every(
      (key) => inner[key] === relation[key],
    );
    return [
      ...(same
        ? []
        : [{ at: object, message: 'the object graph repeats another relation than the connection has' }]),
      ...(scope.columns.get(`${OBJECT_COLUMN}[${id}]`)?.datatype === 'table'
        ? []
        : [{ at: object, message: `there is no column of type table named ${OBJECT_COLUMN}[${id}]` }]),
    ];
  });
}
