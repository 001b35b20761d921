import type { Check } from '../check.js';
import { ofSource, OF_WORKBOOK, type Problem } from '../finding.js';
import { descend, type Tree } from '../model/tree.js';

const BY_VERSION = 'ManifestByVersion';

export const formatVersion: Check = {
  id: 'format-version',
  says: 'Format 18.1 names its features one by one and has no explain-data; 26.1 and later names the version alone.',
  find({ version, features, datasources, tree, text }) {
    const manifest = descend(tree, 'document-format-change-manifest');
    const problem = (at: Tree, message: string): Problem => ({ place: OF_WORKBOOK, line: at.line, message });
    const problems: Problem[] = [];
    const frozen = version === '18.1';
    const explain = tree.children.find(({ name }) => name === 'explain-data');
    if (!frozen && Number(version) < 26)
      problems.push(problem(tree, `version is ${version}; write 18.1, or 26.1 and later`));
    if (frozen && features.includes(BY_VERSION))
      problems.push(problem(manifest, `${BY_VERSION} is of later formats; name each feature for 18.1`));
    if (frozen && features.length === 0)
      problems.push(problem(manifest, 'the manifest names no feature; name each that the file uses'));
    if (frozen && explain !== undefined)
      problems.push(problem(explain, 'explain-data makes older releases refuse a file of format 18.1'));
    if (!frozen && Number(version) >= 26 && features.join() !== BY_VERSION)
      problems.push(problem(manifest, `the manifest must hold ${BY_VERSION} alone`));
    for (const source of datasources.values()) {
      if (source.version !== version)
        problems.push({
          place: ofSource(source.caption),
          line: source.tree.line,
          message: `its version is ${source.version || 'missing'}, and the workbook's ${version}`,
        });
    }
    if (text.includes('_.fcp.'))
      problems.push(
        problem(
          tree,
          'names begin with _.fcp., which only releases before 2023 understand; write plain names',
        ),
      );
    return problems;
  },
};
