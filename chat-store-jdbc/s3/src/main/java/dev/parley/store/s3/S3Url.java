package dev.parley.store.s3;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a config from one line. */
final class S3Url {

    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9.-]+)(?:/([^?#]*))?(?:\\?([^#]*))?");

    private S3Url() {}

    static S3Config parse(String url) {
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            throw broken("The URL of a bucket is like s3://bucket/prefix?region=eu-central-1");
        }
        S3Config config = S3Config.of(matcher.group(1));
        String prefix = matcher.group(2);
        if (prefix != null && !prefix.isEmpty()) {
            config = config.withPrefix(prefix.endsWith("/") ? prefix : prefix + "/");
        }
        String settings = matcher.group(3);
        if (settings != null && !settings.isEmpty()) {
            for (String setting : settings.split("&", -1)) {
                config = with(config, setting);
            }
        }
        return config;
    }

    private static S3Config with(S3Config config, String setting) {
        int equals = setting.indexOf('=');
        String value = setting.substring(equals + 1);
        try {
            return switch (equals < 0 ? "" : setting.substring(0, equals)) {
                case "region" -> config.withRegion(value);
                case "endpoint" -> config.withEndpoint(URI.create(value));
                default -> throw broken("The URL of a bucket takes region and endpoint, nothing else");
            };
        } catch (IllegalArgumentException e) {
            // What it says repeats the value.
            throw broken("The endpoint in the URL of a bucket is no URL");
        }
    }

    private static ChatException broken(String detail) {
        return ChatException.fault(ErrorCode.CONFIGURATION, detail, null);
    }
}
