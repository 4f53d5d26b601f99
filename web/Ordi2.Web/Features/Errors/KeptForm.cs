using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Errors;

/// <summary>
/// A form that came too late: its page was opened by somebody who has signed in or out since, or long ago. Nothing was done, and what
/// was typed is shown again with a button that sends it once more. Only what our own page sent: another site gets nothing sent for it.
/// </summary>
/// <param name="Address">Where it was sent.</param>
/// <param name="Fields">What was sent, hidden fields too.</param>
/// <param name="Files">The names of the files that came with it: a page cannot put a file back into a form.</param>
/// <param name="LacksSecret">Whether something that was typed is not kept, because it is secret.</param>
/// <param name="SignIn">Where to sign in, in another window; none where somebody is signed in.</param>
internal sealed record KeptForm(string Address, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<string> Files, bool LacksSecret, string? SignIn)
{
    private const string Token = "__RequestVerificationToken";

    // What is typed here is secret, or of one moment only: it is typed again.
    private static readonly PathString[] Secret = ["/sign-in", "/sign-out", "/reset", "/invitation", "/account", "/station", "/setup"];

    // A code of four digits among what else was typed.
    private static readonly string[] SecretFields = ["pin", "newPin", "welcomePin"];

    /// <summary>What a person wrote or chose, and not what the page sent along; a box that was ticked is sent again, and says nothing by itself.</summary>
    public IEnumerable<string> Typed => Fields.Where(one => one.Name is not "requestId" && one.Value is not ("" or "true")).Select(one => one.Value);

    public static KeptForm? Of(HttpContext context) => context.Items[typeof(KeptForm)] as KeptForm;

    /// <summary>
    /// Whether our own page sent it. A browser says so by itself where the line is safe (https, the machine itself); on a server in the workshop that is asked by
    /// plain http it only says where the page came from.
    /// </summary>
    private static bool IsOurs(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site]
        ? site == "same-origin"
        : request.Headers.Origin is [{ } origin] && origin == $"{request.Scheme}://{request.Host}";

    /// <summary>Keeps the form of a request, if it is one that may be sent again.</summary>
    public static async Task<bool> KeepAsync(HttpContext context, string? signIn)
    {
        var request = context.Request;

        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !IsOurs(request)
            || Array.Exists(Secret, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        // One that came cut off or damaged is nothing that could be sent again.
        if (!await WholeForms.IsReadableAsync(request))
        {
            return false;
        }

        var form = await request.ReadFormAsync(context.RequestAborted);
        context.Items[typeof(KeptForm)] = new KeptForm(
            $"{request.PathBase}{request.Path}{request.QueryString}",
            [.. form.Where(field => field.Key is not Token && !SecretFields.Contains(field.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(field => field.Value.OfType<string>().Select(value => (field.Key, value)))],
            [.. form.Files.Where(file => file.Length > 0).Select(file => file.FileName)],
            SecretFields.Any(form.ContainsKey),
            signIn);
        return true;
    }
}

/// <summary>A form whose token does not fit is kept; one that signs in somebody who is in already leads on.</summary>
internal sealed class LateForms : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            var request = context.HttpContext.Request;

            // A double click, or a second tab: the first one let them in.
            if (request.Path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase) && context.HttpContext.SignedIn() is { } me)
            {
                context.Result = new LocalRedirectResult("/");
            }
            else
            {
                await KeptForm.KeepAsync(context.HttpContext, signIn: null);
            }
        }

        await next();
    }
}
