package io.nagare.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Makes the body of a page: anchors at headings, marked code, links into the site, tables that scroll. */
final class PageWriter {

    private static final Pattern SIZE = Pattern.compile("<svg[^>]* width=\"(\\d+)\"[^>]* height=\"(\\d+)\"");

    private final Path root;
    private final Links links;

    PageWriter(Path root, Links links) {
        this.root = root;
        this.links = links;
    }

    String body(Page page) {
        return HtmlRenderer.builder()
                .extensions(Pages.EXTENSIONS)
                .nodeRendererFactory(context -> new Parts(page, context))
                .build()
                .render(page.document())
                .replace("<table>", "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>")
                .replace("</table>", "</table></div>");
    }

    /** The nodes that the site shows in its own way. */
    private final class Parts implements NodeRenderer {

        private final Page page;
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        Parts(Page page, HtmlNodeRendererContext context) {
            this.page = page;
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(
                    org.commonmark.node.Heading.class,
                    FencedCodeBlock.class,
                    IndentedCodeBlock.class,
                    Image.class,
                    Link.class,
                    Paragraph.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof org.commonmark.node.Heading heading) {
                heading(heading);
            } else if (node instanceof FencedCodeBlock code) {
                code(code.getLiteral(), code.getInfo() == null ? "" : code.getInfo());
            } else if (node instanceof IndentedCodeBlock code) {
                code(code.getLiteral(), "");
            } else if (node instanceof Image image) {
                image(image);
            } else if (node instanceof Link link) {
                link(link);
            } else {
                paragraph((Paragraph) node);
            }
        }

        private void children(Node node) {
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }

        private void heading(org.commonmark.node.Heading node) {
            Heading heading = page.anchors().get(node);
            String tag = "h" + node.getLevel();
            String anchor = Html.escape(heading == null ? "" : heading.anchor());
            html.line();
            html.raw("<" + tag + " id=\"" + anchor + "\">");
            children(node);
            if (node.getLevel() > 1) {
                html.raw(" <a class=\"anchor\" href=\"#" + anchor + "\" aria-label=\"Link to this section\">#</a>");
            }
            html.raw("</" + tag + ">");
            html.line();
        }

        private void code(String code, String information) {
            String language = information.split(" ", 2)[0];
            html.line();
            html.raw("<pre tabindex=\"0\"><code>" + Highlighter.highlight(code, language) + "</code></pre>");
            html.line();
        }

        private void link(Link node) {
            String target = links.resolve(page, Page.line(node), node.getDestination());
            html.tag("a", Map.of("href", target));
            children(node);
            html.tag("/a");
        }

        private void paragraph(Paragraph node) {
            if (node.getFirstChild() instanceof Image image && image.getNext() == null) {
                html.line();
                html.raw("<figure tabindex=\"0\" role=\"group\" aria-label=\"Picture\">");
                image(image);
                html.raw("</figure>");
                html.line();
                return;
            }
            boolean isTight = node.getParent() != null
                    && node.getParent().getParent() instanceof org.commonmark.node.ListBlock list
                    && list.isTight();
            if (isTight) {
                children(node);
            } else {
                html.line();
                html.raw("<p>");
                children(node);
                html.raw("</p>");
                html.line();
            }
        }

        private void image(Image node) {
            String target = links.resolve(page, Page.line(node), node.getDestination());
            String alternative = Page.text(node);
            html.raw("<img src=\"" + Html.escape(target) + "\" alt=\"" + Html.escape(alternative) + "\""
                    + size(node.getDestination()) + ">");
        }

        /** The size of a picture, so that the page does not jump when it comes. */
        private String size(String destination) {
            Path file = root.resolve(page.path()).resolveSibling(destination);
            if (!destination.endsWith(".svg") || !Files.exists(file)) {
                return "";
            }
            try {
                Matcher size = SIZE.matcher(Files.readString(file));
                return size.find() ? " width=\"" + size.group(1) + "\" height=\"" + size.group(2) + "\"" : "";
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
