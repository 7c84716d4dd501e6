"""GET /health: whether questions can be answered."""

import logging
from typing import Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from app.advisor import Advisor
from app.interfaces.api.contract import PROBLEMS, no_query

logger = logging.getLogger(__name__)


class Health(BaseModel):
    """UP and DEGRADED answer questions; DOWN does not."""

    status: Literal["UP", "DEGRADED", "DOWN"]


def health_router(advisor: Advisor) -> APIRouter:
    """The endpoint that operators and load balancers watch."""
    router = APIRouter(tags=["Health"], responses=PROBLEMS, dependencies=[Depends(no_query)])

    @router.get("/health", operation_id="getHealth", summary="Tell whether questions can be answered", responses={503: {"model": Health}})
    def health(response: Response) -> Health:
        """Embeds one word: the model is the only part that can fail while the process lives."""
        try:
            advisor.embedder.embed_query("ok")
        except Exception:
            logger.exception("the embedding model does not answer")
            response.status_code = 503
            return Health(status="DOWN")
        return Health(status="UP")

    return router
