using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Accounts;

/// <summary>A page with a form: what is refused is said by the field that it concerns, or above them all.</summary>
internal abstract class FormPage : WebPage
{
    /// <summary>The number of the form (<c>once="true"</c>).</summary>
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>
    /// The id of a command: the same for the same thing asked by the same form, so that sending it twice does it once; another
    /// for a form that was corrected, also after « back ».
    /// </summary>
    protected Guid Once<TCommand>(TCommand command, string about = "")
        where TCommand : class
    {
        if (RequestId == Guid.Empty)
        {
            RequestId = Guid.CreateVersion7();
        }

        var text = $"{RequestId:N}/{about}/{command.GetType().Name}/{JsonSerializer.Serialize(command, command.GetType(), WireJson.Options)}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>The version that the form was filled from, as its hidden <c>basedOn</c> says: what was written since is not written over unseen.</summary>
    protected long? FilledFrom => long.TryParse(Request.Form["basedOn"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>The form that was sent is one for a scanner: whatever is wrong, the next scan finds its field empty and with the focus.</summary>
    /// <param name="code">What was read, to be said with what is wrong; empty where it is not to be shown.</param>
    protected void IsScan(string? code) => Mistakes.Scanned = code?.Trim() ?? string.Empty;

    protected void Refuse(Refusal reason, string field = FormMistakes.Form) => Mistakes.Add(field, Why(reason));

    /// <summary>Words that were typed; nothing where nothing was.</summary>
    protected internal static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>What was typed with one thing a line; lines with nothing are left out.</summary>
    protected static ImmutableArray<string> LinesOf(string? text) => [.. (text ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>A page of somebody who is signed in.</summary>
internal abstract class AccountPage : FormPage
{
    /// <summary>Only on pages that demand a session.</summary>
    public SignedIn Me => HttpContext.SignedIn() ?? throw new InvalidOperationException("This page needs [Authorize].");
}

internal static class SignedInContext
{
    /// <summary>Who is signed in with this browser, once the request has been authenticated.</summary>
    public static SignedIn? SignedIn(this HttpContext context) => context.Items[typeof(SignedIn)] as SignedIn;
}
