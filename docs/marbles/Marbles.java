import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws the marble pictures: {@code java docs/marbles/Marbles.java} makes an SVG beside each description beside it. The
 * descriptions are written by a test, MarblesTest, which runs the operators; it also holds the pictures against them.
 *
 * <p>A description has lines of streams above and below the operator, with a name, the time in ms of the subscription,
 * and what happened: {@code 30:a} is an item after 30 ms, {@code 30:|} completion, {@code 30:!} failure, {@code 30:/}
 * cancellation, {@code 30:+2} demand.
 */
public final class Marbles {

    private static final int LEFT = 84;
    private static final int RIGHT = 44;
    private static final int MILLISECOND = 4;
    private static final int ROW = 42;
    private static final int DEMAND = 14;
    private static final int RADIUS = 14;
    private static final int CHARACTER = 8;
    private static final int COLOURS = 4;

    private static final String STYLE =
            """
              <style>
                text { font: 13px FONT; text-anchor: middle; fill: #1f2328 }
                .paper { fill: #ffffff; stroke: #d0d7de }
                .box { fill: #f6f8fa; stroke: #8c959f }
                .name { text-anchor: start }
                .small { font-size: 11px; fill: #59636e }
                .line { stroke: #59636e; stroke-width: 1.5; fill: none }
                .grid { stroke: #d0d7de; stroke-dasharray: 2 4 }
                .end { stroke: #1f2328; stroke-width: 2.5; fill: none }
                .failed { stroke: #cf222e; stroke-width: 2.5; fill: none }
                .cancelled { stroke: #9a6700; stroke-width: 2.5; fill: none }
                .demand { fill: #59636e }
                .item { stroke: #59636e; fill: #ffffff }
                .item0 { stroke: #0969da; fill: #cfe6ff }
                .item1 { stroke: #1a7f37; fill: #cdf3d5 }
                .item2 { stroke: #bc4c00; fill: #ffe3cc }
                .item3 { stroke: #8250df; fill: #ecdcff }
                @media (prefers-color-scheme: dark) {
                  text { fill: #f0f6fc }
                  .paper { fill: #0d1117; stroke: #3d444d }
                  .box { fill: #151b23; stroke: #656c76 }
                  .small { fill: #9198a1 }
                  .line { stroke: #9198a1 }
                  .grid { stroke: #3d444d }
                  .end { stroke: #f0f6fc }
                  .failed { stroke: #f85149 }
                  .cancelled { stroke: #d29922 }
                  .demand { fill: #9198a1 }
                  .item { stroke: #9198a1; fill: #151b23 }
                  .item0 { stroke: #4493f8; fill: #12335c }
                  .item1 { stroke: #3fb950; fill: #12401f }
                  .item2 { stroke: #db6d28; fill: #552a0c }
                  .item3 { stroke: #ab7df8; fill: #3b2562 }
                }
              </style>
            """.replace("FONT", "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace");

    private record Event(int time, String what) {
        boolean isDemand() {
            return what.startsWith("+");
        }

        boolean isEnd() {
            return what.equals("|") || what.equals("!") || what.equals("/");
        }
    }

    private record Row(String name, int begin, List<Event> events) {
        boolean hasDemand() {
            return events.stream().anyMatch(Event::isDemand);
        }

        int height() {
            return hasDemand() ? ROW + DEMAND : ROW;
        }
    }

    private final StringBuilder svg = new StringBuilder();
    private final Map<String, String> colours = new HashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<Row> above = new ArrayList<>();
    private final List<Row> below = new ArrayList<>();
    private String title = "";
    private int until;

    private Marbles() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of("docs", "marbles");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
                String name = file.getFileName().toString().replace(".txt", ".svg");
                Files.writeString(directory.resolve(name), draw(Files.readString(file)));
                System.out.println(name);
            }
        }
    }

    /** The picture of a description. */
    static String draw(String description) {
        Marbles picture = new Marbles();
        description.lines().forEach(picture::read);
        picture.paint();
        return picture.svg.toString();
    }

    private void read(String line) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "until" -> until = Integer.parseInt(parts[1]);
            case "operator" -> title = parts[1];
            case "above" -> above.add(row(parts[1], true));
            case "below" -> below.add(row(parts[1], false));
            default ->
                throw new IllegalArgumentException("a line must begin with until, operator, above or below: " + line);
        }
    }

    /** A row; an item has the colour of the first source that has it. */
    private Row row(String text, boolean source) {
        int nameEnd = text.indexOf('"', 1);
        String name = text.substring(1, nameEnd);
        if (source && !sources.contains(name)) {
            sources.add(name);
        }
        String colour = source ? "item" + sources.indexOf(name) % COLOURS : "item";
        String[] parts = text.substring(nameEnd + 2).split(" ");
        List<Event> events = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] event = parts[i].split(":", 2);
            events.add(new Event(Integer.parseInt(event[0]), event[1]));
            colours.putIfAbsent(event[1], colour);
        }
        return new Row(name, Integer.parseInt(parts[0]), events);
    }

    private void paint() {
        int width = x(until) + RIGHT;
        check(title.length() * CHARACTER < width - 32, "the title");
        int rows = Stream.concat(above.stream(), below.stream()).mapToInt(Row::height).sum();
        int height = 12 + rows + 44 + 26;
        svg.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                        + " viewBox=\"0 0 %1$d %2$d\" role=\"img\">\n")
                .formatted(width, height));
        svg.append("  <title>").append(escaped(title)).append("</title>\n").append(STYLE);
        put("<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>", width - 1, height - 1);
        scale(height);
        int y = 8;
        for (Row row : above) {
            paint(row, y + ROW / 2);
            y += row.height();
        }
        put("<rect class=\"box\" x=\"12\" y=\"%d\" width=\"%d\" height=\"32\" rx=\"4\"/>", y + 5, width - 24);
        put("<text x=\"%d\" y=\"%d\">%s</text>", width / 2, y + 26, escaped(title));
        y += 44;
        for (Row row : below) {
            paint(row, y + ROW / 2);
            y += row.height();
        }
        svg.append("</svg>\n");
    }

    private void scale(int height) {
        for (int time = 0; time <= until; time += 10) {
            put("<line class=\"grid\" x1=\"%1$d\" y1=\"8\" x2=\"%1$d\" y2=\"%2$d\"/>", x(time), height - 22);
            if (time % 20 == 0) {
                put("<text class=\"small\" x=\"%d\" y=\"%d\">%d</text>", x(time), height - 8, time);
            }
        }
        put("<text class=\"small\" x=\"%d\" y=\"%d\">ms</text>", x(until) + 28, height - 8);
    }

    /** Paints a row: what comes at the same time stands side by side, and what comes later where it belongs. */
    private void paint(Row row, int y) {
        check(row.name().length() * CHARACTER < LEFT - RADIUS - 12, "the name '" + row.name() + "'");
        put("<text class=\"name\" x=\"12\" y=\"%d\">%s</text>", y + 5, escaped(row.name()));
        int lineAt = svg.length();
        int free = 0;
        int last = -1;
        boolean ended = false;
        for (Event event : row.events()) {
            if (event.isDemand()) {
                demand(event, y);
                continue;
            }
            int half = event.isEnd() ? 5 : Math.max(RADIUS, CHARACTER / 2 * event.what().length() + 6);
            int centre = Math.max(x(event.time()), free + half);
            check(centre == x(event.time()) || event.time() == last, event + " of row '" + row.name() + "'");
            free = centre + half;
            last = event.time();
            ended = ended || event.isEnd();
            mark(event, centre, y, half);
        }
        int begin = x(row.begin());
        int end = ended ? free - 5 : x(until) + 12;
        String line = ended
                ? "<path class=\"line\" d=\"M%1$d %2$dH%3$d\"/>"
                : "<path class=\"line\" d=\"M%1$d %2$dH%3$dm-6 -4l6 4l-6 4\"/>";
        svg.insert(lineAt, "  " + line.formatted(begin, y, end) + "\n");
    }

    private void check(boolean room, String what) {
        if (!room) {
            throw new IllegalArgumentException("there is no room for " + what + " in the picture of " + title);
        }
    }

    private void mark(Event event, int x, int y, int half) {
        switch (event.what()) {
            case "|" -> put("<path class=\"end\" d=\"M%d %dv24\"/>", x, y - 12);
            case "!" -> put("<path class=\"failed\" d=\"M%d %dl14 14m0 -14l-14 14\"/>", x - 7, y - 7);
            case "/" -> put("<path class=\"cancelled\" d=\"M%d %dl-8 20\"/>", x + 4, y - 10);
            default -> {
                put("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>",
                        colours.get(event.what()), x - half, y - RADIUS, 2 * half, 2 * RADIUS, RADIUS);
                put("<text x=\"%d\" y=\"%d\">%s</text>", x, y + 5, escaped(event.what()));
            }
        }
    }

    private void demand(Event event, int y) {
        int x = x(event.time());
        put("<path class=\"demand\" d=\"M%d %dl5 8h-10z\"/>", x, y + 18);
        put("<text class=\"small name\" x=\"%d\" y=\"%d\">%s</text>", x + 8, y + 27, event.what().substring(1));
    }

    private void put(String element, Object... values) {
        svg.append("  ").append(element.formatted(values)).append('\n');
    }

    private static int x(int time) {
        return LEFT + MILLISECOND * time;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
