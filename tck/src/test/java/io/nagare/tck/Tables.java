package io.nagare.tck;

import java.util.List;
import java.util.stream.Stream;

/** All tables. */
final class Tables {

    static final List<Table> ALL = List.of(
            new ChannelsTckTest(),
            new CollectingTckTest(),
            new CombiningTckTest(),
            new ComposingTckTest(),
            new DirectoriesTckTest(),
            new DividingTckTest(),
            new FilesTckTest(),
            new FlatteningTckTest(),
            new FramingTckTest(),
            new HttpTckTest(),
            new KotlinTckTest(),
            new MutinyTckTest(),
            new NatsTckTest(),
            new ObservingTckTest(),
            new ProcessesTckTest(),
            new ReactorTckTest(),
            new RecoveringTckTest(),
            new RedisTckTest(),
            new ResourcesTckTest(),
            new RxJavaTckTest(),
            new SelectingTckTest(),
            new SharingTckTest(),
            new SocketsTckTest(),
            new UdpTckTest(),
            new UnixTckTest(),
            new SourcesTckTest(),
            new SynchronizingTckTest(),
            new TasksTckTest(),
            new TimingTckTest(),
            new TransformingTckTest());

    private Tables() {}

    static Stream<Row> rows() {
        return ALL.stream().flatMap(table -> table.rows().stream());
    }
}
