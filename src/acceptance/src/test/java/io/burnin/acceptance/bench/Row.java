package io.burnin.acceptance.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Something that Burnin does, measured against the best-known tool for it on the same material, in turn. */
interface Row {

    /** What it is called in the table and on the command line. */
    String name();

    /** @param folder empty, for whatever the row needs on disk */
    Result measure(Path folder) throws IOException, InterruptedException, SQLException;
}
