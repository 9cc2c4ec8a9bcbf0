package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;

import io.nagare.Nagare;
import io.nagare.TaskLocal;
import io.nagare.stage.Programs;
import io.nagare.stage.Stage;
import java.util.List;

/** Operators that take a part of a pipeline, or say where it runs and with which locals. */
final class ComposingTckTest extends Table {

    private static final TaskLocal<String> LOCAL = TaskLocal.named("local");

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.contextWrite(TaskLocal,Object)", items -> items.contextWrite(LOCAL, "value")),
                one("One.contextWrite(TaskLocal,Object)", one -> one.contextWrite(LOCAL, "value")),
                many("Many.runOn(Nagare)", items -> items.runOn(Nagare.current())),
                one("One.runOn(Nagare)", one -> one.runOn(Nagare.current())),
                one("One.toMany()", one -> one.toMany()),
                many("Many.transform(Function)", items -> items.transform(m -> m.map(i -> i + 1))),
                one("One.transform(Function)", one -> one.transform(o -> o.map(i -> i + 1))),
                many("Many.transformDeferred(Function)", items -> items.transformDeferred(m -> m.map(i -> i + 1))),
                one("One.transformDeferred(Function)", one -> one.transformDeferred(o -> o.map(i -> i + 1))),
                many("Programs.many(Publisher,Stage)", items -> Programs.many(items, new Stage.Map<>(i -> i))),
                one("Programs.one(Publisher,Stage)", one -> Programs.one(one, new Stage.Map<>(i -> i))),
                many("Programs.same(Async,Stage)", items -> Programs.same(items, new Stage.Filter<>(i -> true))),
                one("Programs.same(Async,Stage)", one -> Programs.same(one, new Stage.Filter<>(i -> true)))
                        .named("of a One"));
    }
}
