package dev.parley.store.s3;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the failures of S3 are in our words. */
final class S3Failures {

    private static final int MOVED = 301;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private S3Failures() {}

    static ChatException of(SdkException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ChatException ours) {
                return ours;
            }
        }
        if (failure instanceof AwsServiceException answer) {
            ErrorCode code = isOfSetting(answer) ? ErrorCode.CONFIGURATION : ErrorCode.BACKUP_UNAVAILABLE;
            // The text of an answer is the server's own, and may repeat what it was sent.
            return ChatException.fault(code, "S3 answered " + answer.statusCode() + " " + codeOf(answer), null);
        }
        return ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "S3 can't be reached, or did not answer", failure);
    }

    private static boolean isOfSetting(AwsServiceException answer) {
        int status = answer.statusCode();
        return status == MOVED
                || status == UNAUTHORIZED
                || status == FORBIDDEN
                || codeOf(answer).equals("NoSuchBucket");
    }

    private static String codeOf(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code != null && code.matches("[A-Za-z0-9.]{1,64}") ? code : "without a code";
    }

    static boolean isNotFound(SdkException failure) {
        return failure instanceof AwsServiceException answer
                && answer.statusCode() == NOT_FOUND
                && !codeOf(answer).equals("NoSuchBucket");
    }

    static boolean isChanged(SdkException failure) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == PRECONDITION_FAILED;
    }

    static ChatException unavailable(String detail) {
        return ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, detail, null);
    }

    static ChatException unreadable(String detail) {
        return ChatException.fault(ErrorCode.BACKUP_UNREADABLE, detail, null);
    }
}
