package io.nagare.tck;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The publishers of one concept, one row each. JUnit runs the whole TCK for every row. */
@Execution(ExecutionMode.CONCURRENT)
abstract class Table {

    /** Returns the rows. Each call makes new ones. */
    abstract List<Row> rows();

    @TestFactory
    final Stream<DynamicNode> tck() {
        return rows().stream().map(row -> Verification.of(row.toString(), () -> new PublisherTck(row)));
    }
}
