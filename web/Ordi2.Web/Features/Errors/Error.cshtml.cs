using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Errors;

/// <summary>What went wrong, in plain words, and what to do; for a mistake of ours, the number to give us.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ErrorPage : WebPage
{
    public int Status { get; private set; }

    /// <summary>A form that came too late, to be sent again.</summary>
    public KeptForm? Kept { get; private set; }

    /// <summary>Which sentences.</summary>
    public string Kind => Status switch
    {
        _ when Kept is not null => Kept.SignIn is null ? "late" : "signed-out",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "missing",
        StatusCodes.Status413PayloadTooLarge => "large",
        StatusCodes.Status429TooManyRequests => "often",
        >= 500 => "ours",
        _ => "refused",
    };

    public string Title => Say($"error-{Kind}");

    /// <summary>What our log knows it by.</summary>
    public string? Trace { get; private set; }

    public void OnGet()
    {
        // By the address and not by what was sent: in a form that cannot be read nothing is found, and in one that can somebody may have called a field so.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);

        // Asked for by its address, and not because something failed, it is shown as it would be, and is itself no error.
        Status = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Response.StatusCode is StatusCodes.Status200OK && status < 500 ? StatusCodes.Status200OK : Status;
        Kept = KeptForm.Of(HttpContext);
        Trace = Status >= 500 ? Problems.TraceOf(HttpContext) : null;
    }

    /// <summary>An error in the answer to a form comes with the form's method.</summary>
    public void OnPost() => OnGet();
}
