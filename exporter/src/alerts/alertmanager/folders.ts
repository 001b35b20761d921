/** Folders in the rendered folder that are ours alone: beside them may lie what somebody else has put there. */
export const SECRETS = 'secrets/drift';
export const CERTIFICATES = 'certificates/drift';
