package io.nagare.http;

import io.nagare.One;
import io.nagare.http.failure.HttpRedirectException;
import io.nagare.http.text.Printable;
import io.nagare.policy.Retry;
import io.nagare.stage.Programs;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a request as often as redirects and the retry policy want it. Stateless; streams are made on any thread. */
final class Attempts {

    private static final int SEE_OTHER = 303;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, SEE_OTHER, 307, 308);

    private static final Set<Integer> KEEPING_THE_METHOD = Set.of(307, 308);

    private Attempts() {}

    static One<Response> of(Request request) {
        Retry policy = request.options().retry();
        return policy == null
                ? follow(request, List.of())
                : One.defer(() -> new Retrying(request, policy, () -> follow(request, List.of())).send());
    }

    /** One attempt, and the redirects that follow. */
    private static One<Response> follow(Request request, List<URI> trail) {
        return Programs.<Response>drivenOne(
                        (subscriber, strand) -> new ExchangeSource(request, trail, subscriber, strand).start())
                .flatMap(response -> isRedirect(request, response)
                        ? response.discard().then(next(request, response, trail))
                        : One.just(response));
    }

    private static boolean isRedirect(Request request, Response response) {
        return request.options().maxRedirects() > 0
                && REDIRECTS.contains(response.status())
                && response.header("Location").isPresent();
    }

    private static One<Response> next(Request request, Response response, List<URI> trail) {
        List<URI> longer = new ArrayList<>(trail);
        longer.add(request.uri());
        if (longer.size() > request.options().maxRedirects()) {
            return refuse(response, longer, "more than " + request.options().maxRedirects() + " redirects in a row");
        }
        String location = response.header("Location").orElseThrow();
        Request following;
        try {
            URI target = Locations.resolve(request.uri(), location);
            boolean same = Addresses.isSameOrigin(request.uri(), target);
            following = (same ? request : request.without(HeaderCheck.SECRETS)).to(target);
        } catch (IllegalArgumentException wrong) {
            return refuse(
                    response, longer, "its location is " + Printable.quotedUri(location) + "; " + wrong.getMessage());
        }
        if (Addresses.isEncrypted(request.uri()) && !Addresses.isEncrypted(following.uri())) {
            String why = "it leads from https to " + Printable.of(following.uri()) + ", which is not encrypted";
            return refuse(response, longer, why);
        }
        boolean asGet = response.status() == SEE_OTHER
                || (!KEEPING_THE_METHOD.contains(response.status()) && request.method().equals("POST"));
        return follow(asGet ? following.asGet() : following, longer);
    }

    private static One<Response> refuse(Response response, List<URI> trail, String why) {
        return One.error(() ->
                new HttpRedirectException(response.method(), response.uri(), response.status(), trail, why));
    }
}
