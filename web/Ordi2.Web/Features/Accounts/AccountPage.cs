using Ordi2.Contracts;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Accounts;

/// <summary>A page with a form: what is refused is said by the field that it concerns, or above them all.</summary>
internal abstract class FormPage : WebPage
{
    protected void Refuse(Refusal reason, string field = FormMistakes.Form) => Mistakes.Add(field, Why(reason));
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
